/** Where rooms are kept that outlive the server: implemented over SQLite in `server/`. */
export interface RoomStore {
  /** All of them, by their addresses; `text` is what `storedText` wrote. */
  rooms(): readonly { readonly address: string; readonly text: string }[];
  /** Keeps all of a room anew. */
  putRoom(address: string, text: string): void;
  dropRoom(address: string): void;
}
