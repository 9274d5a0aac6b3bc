"""The few files of other people's work that pages load: public name → file in node_modules."""

NPM_STATIC = {
    "vendor/tabler.rtl.min.css": "@tabler/core/dist/css/tabler.rtl.min.css",
    "vendor/tabler.min.js": "@tabler/core/dist/js/tabler.min.js",
    "vendor/Vazirmatn.woff2": "vazirmatn/fonts/webfonts/Vazirmatn[wght].woff2",
    "vendor/Vazirmatn-Regular.woff2": "vazirmatn/fonts/webfonts/Vazirmatn-Regular.woff2",
    "vendor/Vazirmatn-Bold.woff2": "vazirmatn/fonts/webfonts/Vazirmatn-Bold.woff2",
    "vendor/htmx.min.js": "htmx.org/dist/htmx.min.js",
    "vendor/echarts.min.js": "echarts/dist/echarts.min.js",
}
