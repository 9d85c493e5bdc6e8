export type MenuIconName = "calendar" | "sheet" | "folder" | "speech" | "bell" | "person" | "people" | "badge";

const paths: Record<MenuIconName, string> = {
  calendar: "M5 6.5h14v13H5zM5 10.5h14M9 4v4M15 4v4",
  sheet: "M6 4.5h12v15H6zM9 8.5h6M9 12h6M9 15.5h4",
  folder: "M4 6.5h6l2 2.5h8v10.5H4zM12 12v5M9.5 14.5h5",
  speech: "M5 5.5h14v10h-7l-4 4v-4H5zM8.5 9h7M8.5 12h5",
  bell: "M6.5 16.5V11a5.5 5.5 0 0 1 11 0v5.5l1.5 1.5h-14zM10 20.5h4",
  people: "M9 11.5a3.3 3.3 0 1 0 0-6.6 3.3 3.3 0 0 0 0 6.6zM2.8 19.5a6.2 6.2 0 0 1 12.4 0M15.5 5.2a3.2 3.2 0 0 1 0 6.1M17 14a6.2 6.2 0 0 1 4.2 5.5",
  badge: "M5.5 7h13v12.5h-13zM9.5 7V4.5h5V7M12 13.6a1.7 1.7 0 1 0 0-3.4 1.7 1.7 0 0 0 0 3.4zM8.7 17.2a3.4 3.4 0 0 1 6.6 0",
  person: "M12 12a3.8 3.8 0 1 0 0-7.6 3.8 3.8 0 0 0 0 7.6zM4.8 20a7.2 7.2 0 0 1 14.4 0",
};

/** A picture beside the word that names the place; it says nothing by itself. */
export function MenuIcon({ name }: { name: MenuIconName }) {
  return (
    <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false">
      <path
        d={paths[name]}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.7"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
