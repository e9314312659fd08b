/** An edit that Planner would refuse, with the status and the code of its reply. */
export class EditError extends Error {
  readonly status: number
  readonly code: string

  constructor(status: number, message: string, code = '') {
    super(message)
    this.name = 'EditError'
    this.status = status
    this.code = code
  }
}
