/** Where operators read of trouble with tiles. What is told never says which tile somebody looked at. */
export interface TileLog {
  warn(message: string): void;
  info(message: string): void;
}

/** Until the server has a log, and for processes that have none. */
export const SILENCE: TileLog = { warn() {}, info() {} };
