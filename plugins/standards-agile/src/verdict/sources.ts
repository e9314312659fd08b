/** The measures of flow that the rules rest on. */
export const KANBAN =
  'The Kanban Pocket Guide, chapter 6: the basic metrics of flow, https://prokanban.org/blog/the-kanban-pocket-guide-chapter-6-the-basic-metrics-of-flow/'

/** Commitments and their end. */
export const SCRUM =
  'The Scrum Guide, November 2020: Sprint Backlog, https://scrumguides.org/scrum-guide.html'

/** A threshold that no standard states. */
export const PRACTICE = 'The threshold is common practice; set what your house agrees on'
