"""学习: read chapters, practise, repair mistakes, see how far one is."""
