/** What an attacker hands in that should lie in no repository; each puts it below a folder and gives its path. */
export const handIns: Readonly<Record<string, (folder: string) => Promise<string>>> = {};
