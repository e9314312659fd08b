/** Rounds of the event loop that something may take to end once it has been told to. */
const MOST_TURNS = 200

/** Whether something ends, well or not, without any time going by. */
export async function settles(work: Promise<unknown>): Promise<boolean> {
  const state = { done: false }
  const finish = (): void => {
    state.done = true
  }
  work.then(finish, finish)
  for (let turn = 0; turn < MOST_TURNS && !state.done; turn++) {
    await new Promise((resolve) => setImmediate(resolve))
  }
  return state.done
}
