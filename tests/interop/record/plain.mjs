export const recordings = []
