/** JQL that Jira refuses, in its words. */
export class JqlError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'JqlError'
  }
}
