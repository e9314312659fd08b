/** A request that an OData service refuses; the message is shown to the client. */
export class ODataError extends Error {
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.name = 'ODataError'
    this.status = status
  }
}

/** A query option that cannot be read. */
export const badRequest = (message: string): ODataError => new ODataError(400, message)
