// Stands in for the dialogs' scroll lock: the frame of the application never scrolls, only the panes in it do.
export default function useNoScrollLock() {}
