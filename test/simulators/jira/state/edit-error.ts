/** An edit or a write that Jira would refuse. `status` is how it would say so. */
export class EditError extends Error {
  readonly status: number
  /** Problems by field, as Jira's ErrorCollection has them. */
  readonly fields: Readonly<Record<string, string>>

  constructor(message: string, status = 400, fields: Readonly<Record<string, string>> = {}) {
    super(message)
    this.name = 'EditError'
    this.status = status
    this.fields = fields
  }
}
