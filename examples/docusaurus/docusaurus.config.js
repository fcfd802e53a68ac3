// A site of Docusaurus with the calculator in it. The module and the files of the custom element are taken in by its bundler.

/** @type {import("@docusaurus/types").Config} */
export default {
  title: "A site with a calculator",
  url: "https://example.org",
  baseUrl: "/",
  onBrokenLinks: "throw",
  plugins: ["@docusaurus/plugin-content-pages"],
  themes: ["@docusaurus/theme-classic"],
  headTags: [{ tagName: "link", attributes: { rel: "icon", href: "data:," } }],
  themeConfig: { navbar: { title: "A site with a calculator" } },
};
