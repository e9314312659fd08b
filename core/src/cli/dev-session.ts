/** The hidden command that is one life of a plugin's trial; `plugin dev` starts it. */
export const SESSION_COMMAND = 'dev-session'
