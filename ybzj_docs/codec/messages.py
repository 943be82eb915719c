"""What reading says of its findings: code -> key -> (Chinese, English), filled by ``str.format``."""

from validators.finding import Messages
from validators.structure import MESSAGES as STRUCTURE

MESSAGES: dict[str, Messages] = {
    "IO-01": {
        "not-utf8": (
            "文件不是 UTF-8 编码，从这里起无法读取。若为 GB 18030（GBK）编码，请加 --encoding gb18030 再试",
            "The file is not UTF-8 from here on. If it is GB 18030 (GBK), try again with --encoding gb18030",
        ),
        "not-utf16": (
            "文件带有 UTF-16 标记，但从这里起不是有效的 UTF-16。请重新导出为 UTF-8；若为 GB 18030 编码，请加 "
            "--encoding gb18030 再试",
            "The file bears a UTF-16 mark but is not UTF-16 from here on. Export it as UTF-8; if it is GB 18030, "
            "try --encoding gb18030",
        ),
        "utf16-without-bom": (
            "文件像是不带字节顺序标记的 UTF-16，本系统不作猜测。请另存为 UTF-8；若为 GB 18030 编码，请加 "
            "--encoding gb18030 再试",
            "The file looks like UTF-16 without a byte order mark, and nothing is guessed. Save it as UTF-8; if it "
            "is GB 18030, try --encoding gb18030",
        ),
        "utf32": (
            "不支持 UTF-32 编码。请另存为 UTF-8；若为 GB 18030 编码，请加 --encoding gb18030 再试",
            "UTF-32 is not read. Save the file as UTF-8; if it is GB 18030, try --encoding gb18030",
        ),
        "unknown-encoding": (
            "XML 声明的编码“{actual}”不受支持。请改为 UTF-8；若实为 GB 18030 编码，请加 --encoding gb18030 再试",
            "The declared encoding {actual} is not read. Use UTF-8; if the file is GB 18030, try --encoding gb18030",
        ),
        "contradicts-bom": (
            "XML 声明的编码“{actual}”与文件开头的字节顺序标记不一致，请改正声明；若实为 GB 18030 编码，请加 "
            "--encoding gb18030 再试",
            "The declared encoding {actual} contradicts the byte order mark: mend the declaration; if the file is "
            "GB 18030, try --encoding gb18030",
        ),
        "not-as-declared": (
            "从这里起与 XML 声明的编码不符，请改正声明或重新导出；若实为 GB 18030 编码，请加 --encoding gb18030 再试",
            "From here on the file is not in the encoding that it declares: mend the declaration or export anew; if "
            "it is GB 18030, try --encoding gb18030",
        ),
        "encoding-gb18030": (
            "从这里起不是有效的 GB 18030 编码，请去掉 --encoding gb18030，或重新导出",
            "From here on the file is not GB 18030: leave out --encoding gb18030, or export anew",
        ),
    },
    "IO-02": {
        "archive": (
            "压缩包已损坏，不能完整读取，请重新打包或重新传送",
            "The archive is damaged: pack it or send it again",
        ),
        "outside": (
            "压缩包内这个文件的路径指向包外（绝对路径或含 ..），未予读取，请查明来源后重新打包",
            "The path of this file leads out of the archive (absolute, or with ..): not read; pack the archive again",
        ),
        "encrypted": (
            "压缩包设有密码，不能读取，请去掉密码后重新打包",
            "The archive is encrypted: pack it again without a password",
        ),
        "empty": ("文件没有内容", "The file is empty"),
        "beginning": (
            "不是 JSON 也不是 XML：内容应以 {{、[ 或 < 开头",
            "Neither JSON nor XML: the content must begin with {{, [ or <",
        ),
        "cut-off": (
            "内容在此中断，可能没有传完，请重新导出或重新传送",
            "The content breaks off here: export it or send it again",
        ),
        "json": (
            "JSON 写法有误，从这里起无法读取，请检查逗号、冒号、引号和括号",
            "Not well-formed JSON from here on: look at commas, colons, quotes and brackets",
        ),
        "trailing": ("文件在此之后还有多余的内容，请删去", "There is more behind the end of the document: remove it"),
        "surrogate": (
            "文字中有不成对的代理码（\\ud800 至 \\udfff），请重新填写",
            "The text holds a lone surrogate (\\ud800 to \\udfff): write it again",
        ),
        "xml": (
            "XML 写法有误，从这里起无法读取，请检查标签是否成对、引号和前缀是否齐全",
            "Not well-formed XML from here on: look at tags, quotes and prefixes",
        ),
        "entity": (
            "引用了没有定义的实体，请直接写出字符，& 写作 &amp;",
            "An entity that is not defined: write the character itself, & as &amp;",
        ),
        "character": ("含有 XML 不允许的字符，请删去", "A character that XML forbids: remove it"),
    },
    "IO-03": {
        "doctype": (
            "不接受 DOCTYPE 和实体声明，请删去后重新导出",
            "DOCTYPE and entity declarations are refused: remove them",
        ),
    },
    "IO-04": {
        "unpacked": (
            "压缩包解开后超过 {limit} 字节的上限，其余不再读取；确有需要时用 --max-unpacked 放宽",
            "The archive unpacks to more than {limit} bytes: the rest is not read; if need be, raise --max-unpacked",
        ),
        "ratio": (
            "压缩比超过 {limit} 倍，疑似恶意压缩包，未予读取；确有需要时用 --max-ratio 放宽",
            "Packed more than {limit} times, as no honest file is: not read; if need be, raise --max-ratio",
        ),
        "size": (
            "单份单据超过 {limit} 字节的上限，请拆分，或用 --max-document 放宽",
            "The document is larger than {limit} bytes: split it, or raise --max-document",
        ),
        "depth": (
            "嵌套超过 {limit} 层，不是正常的单据；确有需要时用 --max-depth 放宽",
            "Nested deeper than {limit} levels, which no document is; if need be, raise --max-depth",
        ),
        "parser": (
            "名称、文字或嵌套超出 XML 解析的安全上限，不是正常的单据",
            "A name, a text or the nesting is beyond the safe bounds of XML parsing",
        ),
    },
    "IO-05": {
        "twice": ("同一项写了两次，请只保留一个", "The member stands here twice: keep one"),
    },
    "IO-06": {
        "no-object": ("不是一份单据：应为 JSON 对象", "No document: a JSON object is expected"),
        "untyped": (
            "没有写明单据类型，请补填 {expected}",
            "The document does not say what it is: add {expected}",
        ),
        "unknown-type": (
            "没有这种单据类型，可用 ybzj forms list 查看全部类型",
            "No such document type: see ybzj forms list",
        ),
        "newer": (
            "报文格式版本高于本系统支持的版本 {expected}，请升级后再读",
            "The message format is newer than {expected}, the one we read: update first",
        ),
        "root": (
            "没有以此为根元素的单据，可用 ybzj forms list 查看全部类型",
            "No document has this root element: see ybzj forms list",
        ),
        "namespace": (
            '根元素不在规定的命名空间，应写 xmlns="{expected}"',
            'The root is not in our namespace: write xmlns="{expected}"',
        ),
    },
    "IO-07": {
        "number": (
            "不是规范的数字：不得写 NaN、Infinity、正号、前导零，小数点前后都要有数字",
            "Not a proper number: no NaN, Infinity, plus sign or leading zero, digits on both sides of a point",
        ),
        "too-great": ("数字过大，超出 64 位", "The number is too great for 64 bits"),
    },
    "ST-02": {
        "attribute": ("不得使用属性“{actual}”，请删去", "The attribute {actual} is not allowed: remove it"),
        "foreign": (
            "元素不在规定的命名空间，应为 {expected}",
            "The element is not in our namespace, {expected}",
        ),
        "unknown": STRUCTURE["ST-02"]["unknown"],
        "unknown-near": STRUCTURE["ST-02"]["unknown-near"],
    },
    "ST-03": {
        "mixed": (
            "下级项目之间夹有文字，请删去或移入相应项目",
            "Text beside elements: remove it or move it into its member",
        ),
    },
    "ST-05": {
        "not-root": (
            "单据类型与元素名不一致，应为 {expected}",
            "The documentType is not the element's name, {expected}",
        ),
    },
    "ST-07": {
        "twice": ("同一元素出现两次，请只保留一个", "The element stands here twice: keep one"),
        "order": ("元素位置不对，应在“{expected}”之前", "The element is out of order: it belongs before {expected}"),
        "order-last": ("元素位置不对，应在各项之后", "The element is out of order: it belongs after the others"),
    },
}
