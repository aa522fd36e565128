//! One table type over every format: a file is told by its content, read row by row, and written row by row.

use std::fs::File;
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::ops::ControlFlow;
use std::path::Path;

use weir_model::Issue;
use weir_model::table::{Cell, Row};

use crate::csv::{CsvSource, CsvWriter, Encoding};
use crate::xlsx::{XlsxSource, XlsxWriter};

/// A file format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Text parted by commas.
    Csv,
    /// An Excel workbook.
    Xlsx,
}

/// How a file shall be read.
#[derive(Debug, Clone, Default)]
pub struct Wish {
    /// The encoding of a text; told by its bytes when none.
    pub encoding: Option<Encoding>,
    /// The sheet of a workbook; the first one when none.
    pub sheet: Option<String>,
}

/// A file that is open for reading.
pub enum Source {
    /// Text.
    Csv(CsvSource<File>),
    /// A workbook.
    Xlsx(XlsxSource<File>),
}

impl Source {
    /// Opens a file; nothing of its rows is read yet.
    ///
    /// # Errors
    /// When it is none of the formats, in an unknown encoding, or unpacks to more than is read.
    pub fn open(mut file: File, wish: &Wish) -> Result<Self, Issue> {
        let mut head = [0_u8; 4];
        let read = read_some(&mut file, &mut head).and_then(|n| file.seek(SeekFrom::Start(0)).map(|_| n));
        let head = &head[..read.map_err(|_| Issue::new("", "interop.unreadable"))?];
        match head {
            b"PK\x03\x04" => XlsxSource::open(file, wish.sheet.as_deref()).map(Self::Xlsx),
            b"\xD0\xCF\x11\xE0" => Err(Issue::new("", "interop.old_workbook")),
            _ => CsvSource::open(file, wish.encoding).map(Self::Csv),
        }
    }

    /// What it is.
    #[must_use]
    pub const fn format(&self) -> Format {
        match self {
            Self::Csv(_) => Format::Csv,
            Self::Xlsx(_) => Format::Xlsx,
        }
    }

    /// Gives every row in order, the head first, until `see` breaks off.
    ///
    /// # Errors
    /// What makes the file unreadable as a whole; rows before it were given.
    pub fn each_row(&mut self, see: &mut dyn FnMut(Row) -> ControlFlow<()>) -> Result<(), Issue> {
        match self {
            Self::Csv(csv) => csv.each_row(see),
            Self::Xlsx(xlsx) => xlsx.each_row(see),
        }
    }
}

fn read_some(file: &mut File, into: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while filled < into.len() {
        match file.read(&mut into[filled..])? {
            0 => break,
            n => filled += n,
        }
    }
    Ok(filled)
}

/// A file that is being written. Memory stays flat: rows go to disk as they come.
pub enum Sink {
    /// Text.
    Csv(CsvWriter<BufWriter<File>>),
    /// A workbook.
    Xlsx(Box<XlsxWriter>, File),
}

impl Sink {
    /// Begins a file with its head. What a workbook gathers until its end is put into `scratch`.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn begin(format: Format, file: File, scratch: &Path, head: &[String]) -> io::Result<Self> {
        match format {
            Format::Csv => {
                let mut csv = CsvWriter::new(BufWriter::new(file))?;
                csv.row(&head.iter().map(Cell::text).collect::<Vec<_>>())?;
                Ok(Self::Csv(csv))
            }
            Format::Xlsx => Ok(Self::Xlsx(Box::new(XlsxWriter::new(scratch, head)?), file)),
        }
    }

    /// Appends a row. Tells how many cells had to be cut because the format cannot hold them whole.
    ///
    /// # Errors
    /// When the disk refuses, or the format has no more rows.
    pub fn row(&mut self, cells: &[Cell]) -> io::Result<u32> {
        match self {
            Self::Csv(csv) => csv.row(cells).map(|()| 0),
            Self::Xlsx(xlsx, _) => xlsx.row(cells),
        }
    }

    /// Ends the file.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn end(self) -> io::Result<()> {
        match self {
            Self::Csv(csv) => csv.end().and_then(|mut file| file.flush()),
            Self::Xlsx(xlsx, file) => xlsx.end(file),
        }
    }
}
