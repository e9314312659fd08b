/** An edit that GitHub itself would refuse, or that names something which is not there. */
export class EditError extends Error {
  readonly status: number
  constructor(message: string, status = 422) {
    super(message)
    this.name = 'EditError'
    this.status = status
  }
}
