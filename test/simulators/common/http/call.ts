/** A request off the wire. */
export interface IncomingCall {
  readonly method: string
  /** Path and query as sent. */
  readonly target: string
  readonly headers: ReadonlyMap<string, string>
  /** Parsed JSON, or the fields of a form; undefined when there is none. */
  readonly body: unknown
  /** `http://127.0.0.1:port`. */
  readonly origin: string
}
