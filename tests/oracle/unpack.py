"""unpack.py ARCHIVE FOLDER: takes the files that the oracle needs out of a PyPI package of Flink, into FOLDER/lib and FOLDER/bin.

Reads both shapes that Flink is published in, a wheel and a source archive. Fetching the package is not done here.
"""

import fnmatch
import pathlib
import shutil
import sys
import tarfile
import zipfile

# By the folder that a file lies in: Flink itself, and the start scripts with the jar that they call.
WANTED = {"lib": ["flink-dist*.jar"], "bin": ["bash-java-utils.jar", "*.sh"]}


def is_wanted(path):
    return any(fnmatch.fnmatchcase(path.name, pattern) for pattern in WANTED.get(path.parent.name, []))


def files(archive):
    """Yields the path and a function that opens it, for each file of the archive."""
    if zipfile.is_zipfile(archive):
        with zipfile.ZipFile(archive) as package:
            for name in package.namelist():
                yield pathlib.PurePosixPath(name), lambda: package.open(name)
    else:
        with tarfile.open(archive) as package:
            for member in package:
                if member.isfile():
                    yield pathlib.PurePosixPath(member.name), lambda: package.extractfile(member)


def main():
    archive, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    for path, opened in files(archive):
        if is_wanted(path):
            target = folder / path.parent.name / path.name
            target.parent.mkdir(parents=True, exist_ok=True)
            with opened() as source, open(target, "wb") as copy:
                shutil.copyfileobj(source, copy)


if __name__ == "__main__":
    main()
