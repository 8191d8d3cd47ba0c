/** @type {import('./steps.mjs').Step} */
export const imagesStep = { name: 'images', why: '', done: async () => 'later', run: async () => '' };
