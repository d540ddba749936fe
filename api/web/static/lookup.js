import { page } from "./page.js";
