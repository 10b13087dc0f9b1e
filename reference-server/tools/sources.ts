/** Where files are read from, so that nothing here reads one. */
export interface Sources {
  /** @throws RequestError `file-unreadable` */
  read(path: string): Uint8Array;
  /** Another text when the file is another. @throws RequestError `file-unreadable` */
  stamp(path: string): string;
}
