import { cloudIssues } from './cloud/issues.ts'
import { dataCenterIssues } from './data-center/issues.ts'
import type { IssueQuestion, IssueSource } from './issue-source.ts'
import type { ProjectData } from './project-data.ts'

/** The issues of a project, for reading in full. */
export function issueSource(question: IssueQuestion, edition: ProjectData['edition']): IssueSource {
  return edition === 'cloud' ? cloudIssues(question) : dataCenterIssues(question)
}
