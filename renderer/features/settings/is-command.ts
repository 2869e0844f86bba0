const PROGRAMS =
  /^(sudo|docker|npm|npx|node|apt|apt-get|brew|systemctl|service|winget|curl|colima|open|export|runsc)\s+\S/;

/** Whether a line of a remedy is a command to be typed; the contract puts commands on lines of their own. */
export function isCommand(line: string): boolean {
  return PROGRAMS.test(line.trim());
}
