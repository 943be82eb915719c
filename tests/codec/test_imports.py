"""Reading JSON costs no import of lxml."""

import subprocess
import sys


def test_json_is_read_without_lxml():
    code = (
        "import sys; from ybzj_docs.codec.read import read; from ybzj_docs.codec import write, messages;"
        "list(read(b'{\"documentType\":\"withdrawal\"}')); sys.exit('lxml' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
