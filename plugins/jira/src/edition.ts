/** Which Jira answers; the two speak differently. */
export type Edition = 'cloud' | 'data-center'
