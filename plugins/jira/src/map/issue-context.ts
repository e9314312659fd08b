import type { Reads } from './reads.ts'

/** What the mapping of an issue must know beside it. */
export interface IssueContext extends Reads {
  /** Address of the site for links to pages, without a slash at its end. */
  readonly site: string
  /** Ref of the container where the issue itself does not name its project: the key of the part. */
  readonly project: string
}
