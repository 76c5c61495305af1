/** What a file's first bytes say it is. */
export type Signature =
  | { readonly kind: 'parquet' | 'gzip' | 'zstd' }
  | { readonly kind: 'unsupported'; readonly name: string; readonly hint: string };

const exportHint = 'Save or export the table as CSV, Parquet or JSON Lines.';

const unsupported = (name: string, hint = exportHint): Signature => ({
  kind: 'unsupported',
  name,
  hint,
});

/** First bytes (Latin-1) of formats that are recognised, longest first where one begins another. */
const signatures: readonly (readonly [string, Signature])[] = [
  ['PAR1', { kind: 'parquet' }],
  ['\x1f\x8b', { kind: 'gzip' }],
  ['\x28\xb5\x2f\xfd', { kind: 'zstd' }],
  ['PK\x03\x04', unsupported('a zip archive or an Excel workbook')],
  ['\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', unsupported('an old Excel workbook or another Office file')],
  ['%PDF', unsupported('a PDF document')],
  ['SQLite format 3\0', unsupported('an SQLite database')],
  ['ARROW1', unsupported('an Arrow (Feather) file')],
  ['ORC', unsupported('an ORC file')],
  ['Obj\x01', unsupported('an Avro file')],
  ['\x89HDF', unsupported('an HDF5 file')],
  ['\x93NUMPY', unsupported('a NumPy array')],
  ['$FL2', unsupported('an SPSS file')],
  ['BZh', unsupported('a bzip2 archive', 'Unpack it first.')],
  ['\xfd7zXZ\0', unsupported('an xz archive', 'Unpack it first.')],
  ['7z\xbc\xaf\x27\x1c', unsupported('a 7-Zip archive', 'Unpack it first.')],
];

/** The signature at the start of `head`, if it is one that is known. */
export function readSignature(head: Uint8Array): Signature | undefined {
  const start = Buffer.from(head.subarray(0, 16)).toString('latin1');
  return signatures.find(([bytes]) => start.startsWith(bytes))?.[1];
}

/** Names of formats that cannot be read, by extension. */
export const unsupportedExtensions: Readonly<Record<string, string>> = {
  '.xlsx': 'an Excel workbook',
  '.xls': 'an Excel workbook',
  '.xlsm': 'an Excel workbook',
  '.xlsb': 'an Excel workbook',
  '.ods': 'an OpenDocument spreadsheet',
  '.sav': 'an SPSS file',
  '.dta': 'a Stata file',
  '.sas7bdat': 'a SAS file',
  '.rds': 'an R data file',
  '.rdata': 'an R data file',
  '.pkl': 'a Python pickle',
  '.pickle': 'a Python pickle',
  '.npy': 'a NumPy array',
  '.npz': 'a NumPy archive',
  '.feather': 'an Arrow (Feather) file',
  '.arrow': 'an Arrow file',
  '.orc': 'an ORC file',
  '.avro': 'an Avro file',
  '.h5': 'an HDF5 file',
  '.hdf5': 'an HDF5 file',
  '.db': 'a database',
  '.sqlite': 'an SQLite database',
  '.zip': 'a zip archive',
  '.tar': 'a tar archive',
  '.xml': 'an XML document',
  '.html': 'an HTML page',
  '.pdf': 'a PDF document',
};
