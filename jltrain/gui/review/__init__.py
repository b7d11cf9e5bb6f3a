"""复核与报错: what a trainer looks at again, because a law has changed or an officer has objected."""
