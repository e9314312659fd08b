export const EXCESSIVE_PAGINATION = 'EXCESSIVE_PAGINATION'
export const MISSING_BOUNDARIES = 'MISSING_PAGINATION_BOUNDARIES'
export const NODE_LIMIT = 'MAX_NODE_LIMIT_EXCEEDED'
export const RESOURCE_LIMITS = 'RESOURCE_LIMITS_EXCEEDED'
export const NOT_FOUND = 'NOT_FOUND'

/** An error with the `type` that GitHub writes beside the message. */
export class GithubGraphqlError extends Error {
  readonly type: string
  constructor(type: string, message: string) {
    super(message)
    this.name = 'GithubGraphqlError'
    this.type = type
  }
}
