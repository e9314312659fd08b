/** The role of whoever an item is assigned to. */
export const ASSIGNEE = 'assignee'
