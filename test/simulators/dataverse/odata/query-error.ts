/** A query that Dataverse refuses, with its code. */
export class QueryError extends Error {
  readonly code: string
  readonly status: number

  constructor(message: string, code = '0x80060888', status = 400) {
    super(message)
    this.name = 'QueryError'
    this.code = code
    this.status = status
  }
}

/** As Dataverse words it; readers find the name of the column by this sentence. */
export const noSuchProperty = (name: string, logicalName: string): QueryError =>
  new QueryError(
    `Could not find a property named '${name}' on type 'Microsoft.Dynamics.CRM.${logicalName}'.`,
    '0x0',
  )
