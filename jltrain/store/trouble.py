"""What a database can do to its user, in words that say what to do next.

    Trouble ── DatabaseTooNew, DatabaseBusy                                    both
            ├─ DatabaseDamaged, DatabaseReadOnly, DiskFull                     a SQLite file
            └─ ServerUnreachable, LoginRefused, DatabaseMissing, ServerTooOld, NotUtf8, NoPermission,
               ConnectionLost, ServerFull, ServerReadOnly, ServerCrowded, ServerDamaged   a PostgreSQL server
    BadInput ─ BadDatabaseUrl

No sentence ever holds a password: `server` and `database` are taken from the URL one by one.
"""

from __future__ import annotations

from jltrain.errors import BadInput, Trouble
from jltrain.i18n import N_


class DatabaseTooNew(Trouble):
    template = N_("数据库由更新版本的程序写成（第 {found} 版，本程序只到第 {known} 版），请先升级程序再打开。")


class DatabaseDamaged(Trouble):
    template = N_("数据库文件“{file}”已损坏，原文件没有改动；请从备份文件夹“{backups}”恢复最近的备份。")


class DiskFull(Trouble):
    template = N_("磁盘空间不足，刚才的内容没有保存；请清理“{folder}”所在磁盘后重试。")


class DatabaseReadOnly(Trouble):
    template = N_("数据库“{file}”不能写入，请检查文件和文件夹的写权限（例如 U 盘写保护）后重试。")


class DatabaseBusy(Trouble):
    template = N_("数据库正被另一个程序占用，刚才的操作没有完成；请稍候再试。")


class BadDatabaseUrl(BadInput):
    template = N_(
        "设置项 database.url 写得不对，应写作 postgresql+psycopg://用户名:口令@服务器/数据库名；"
        "口令里的特殊字符要写成 %XX（例如 @ 写成 %40）。"
    )


class ServerUnreachable(Trouble):
    template = N_("连不上数据库服务器 {server}，请检查网络、服务器地址和端口，并确认服务器已开机、数据库服务已启动。")


class LoginRefused(Trouble):
    template = N_(
        "数据库服务器 {server} 拒绝用户“{user}”登录，请核对 database.url 里的用户名和口令；"
        "仍不行就请管理员检查 pg_hba.conf 是否允许本机登录。"
    )


class DatabaseMissing(Trouble):
    template = N_(
        "服务器 {server} 上没有名为“{database}”的数据库，请核对 database.url，"
        "或请管理员用 createdb -E UTF8 -T template0 {database} 新建。"
    )


class ServerTooOld(Trouble):
    template = N_("服务器 {server} 的 PostgreSQL 是 {found} 版，本程序需要 {known} 版或更新的，请管理员升级。")


class NotUtf8(Trouble):
    template = N_(
        "数据库“{database}”的编码是 {found}，装不下生僻字；请管理员用 createdb -E UTF8 -T template0 重新建库，再改 database.url。"
    )


class NoPermission(Trouble):
    template = N_(
        "用户“{user}”对数据库“{database}”的权限不够，请管理员让其成为库的所有者：ALTER DATABASE {database} OWNER TO {user}。"
    )


class ConnectionLost(Trouble):
    template = N_("与数据库服务器 {server} 的连接中断，刚才的操作没有确认完成；请检查网络后重试，重做不会重复登记。")


class ServerFull(Trouble):
    template = N_("数据库服务器 {server} 的磁盘或内存已用尽，刚才的内容没有保存；请管理员清理后重试。")


class ServerReadOnly(Trouble):
    template = N_("数据库服务器 {server} 现在只能读（可能是备机），刚才的内容没有保存；请改连主机。")


class ServerCrowded(Trouble):
    template = N_("数据库服务器 {server} 的连接数已满或正在启停，请稍候再试；常这样时请管理员调大 max_connections。")


class ServerDamaged(Trouble):
    template = N_("数据库服务器 {server} 报告数据损坏或磁盘读写错误，请立即停用并请管理员从备份恢复。")
