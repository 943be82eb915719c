"""What the system says when it refuses to read or write, in Chinese."""

import errno
import os
from typing import Final

_CHINESE: Final[dict[int, str]] = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EACCES: "没有权限",
    errno.EPERM: "不允许这样操作",
    errno.EEXIST: "已经存在",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EISDIR: "是文件夹，不是文件",
    errno.ENOTEMPTY: "文件夹不是空的",
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "超出磁盘配额",
    errno.EROFS: "磁盘只读",
    errno.EIO: "磁盘读写出错",
    errno.EBUSY: "正被占用",
    errno.ELOOP: "链接成环",
    errno.ENAMETOOLONG: "文件名过长",
    errno.EINVAL: "系统不接受此路径或操作",
    errno.EMFILE: "打开的文件过多",
    errno.ENFILE: "系统中打开的文件过多",
    errno.ENXIO: "没有这个设备",
    errno.ENODEV: "没有这个设备",
    errno.EFBIG: "文件过大",
    errno.EPIPE: "对方已关闭",
}
_BY_WORDS: Final[dict[str, str]] = {os.strerror(number): said for number, said in _CHINESE.items()}


def chinese(reason: str | None) -> str:
    """The system's ``reason`` (the ``strerror`` of an OSError) in Chinese; as it is where we have no words for it."""
    return _BY_WORDS.get(reason or "", reason or "")
