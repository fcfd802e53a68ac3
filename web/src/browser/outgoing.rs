//! What leaves the page by a person's hand: a copied text or picture, a file. Nothing is sent anywhere.

use js_sys::{Array, Object, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use web_sys::{
    Blob, BlobPropertyBag, CanvasRenderingContext2d, ClipboardItem, HtmlAnchorElement, HtmlCanvasElement, HtmlImageElement, Url,
};
use yew::Callback;

use super::document;
use crate::view::taking::Taken;

/// How many dots a picture has for one of its units, so that it stays sharp on fine screens and in print.
const DOTS: u32 = 2;

/// What is taken away.
#[derive(Clone, Debug)]
pub(crate) enum Outgoing {
    /// A text.
    Text(String),
    /// A drawing, as dots.
    Picture(String),
}

/// Copies and tells whether the browser did it.
pub(crate) fn copy(outgoing: Outgoing, on_done: Callback<bool>) {
    yew::platform::spawn_local(async move {
        on_done.emit(copied(outgoing).await.is_some());
    });
}

async fn copied(outgoing: Outgoing) -> Option<JsValue> {
    let navigator = web_sys::window()?.navigator();
    // Pages that were not loaded securely have no clipboard at all.
    let has_clipboard = Reflect::get(&navigator, &"clipboard".into()).is_ok_and(|clipboard| clipboard.is_object());
    if !has_clipboard {
        return None;
    }
    let clipboard = navigator.clipboard();
    let writing = match outgoing {
        Outgoing::Text(text) => clipboard.write_text(&text),
        Outgoing::Picture(svg) => {
            // Browsers let a page write only right after a click, so what is still to be drawn is promised.
            let drawn = future_to_promise(async move { png(&svg).await.map(JsValue::from).ok_or(JsValue::NULL) });
            let items = Object::new();
            Reflect::set(&items, &"image/png".into(), &drawn).ok()?;
            clipboard.write(&Array::of1(ClipboardItem::new_with_record_from_str_to_blob_promise(&items).ok()?.as_ref()))
        }
    };
    JsFuture::from(writing).await.ok()
}

/// Gives a file to the browser, and tells whether there was one to give.
pub(crate) fn download((outgoing, file_name, media_type): Taken, on_done: Callback<bool>) {
    yew::platform::spawn_local(async move {
        on_done.emit(downloaded(outgoing, &file_name, media_type).await.is_some());
    });
}

async fn downloaded(outgoing: Outgoing, file_name: &str, media_type: &str) -> Option<()> {
    let blob = match outgoing {
        Outgoing::Text(text) => {
            let about = BlobPropertyBag::new();
            about.set_type(media_type);
            Blob::new_with_str_sequence_and_options(&Array::of1(&text.into()), &about).ok()?
        }
        Outgoing::Picture(svg) => png(&svg).await?,
    };
    let address = Url::create_object_url_with_blob(&blob).ok()?;
    let link: HtmlAnchorElement = document()?.create_element("a").ok()?.dyn_into().ok()?;
    link.set_href(&address);
    link.set_download(file_name);
    link.click();
    // The browser has taken the file when the click returns.
    Url::revoke_object_url(&address).ok()
}

/// A drawing as an address that an image loads.
pub(crate) fn image_address(svg: &str) -> String {
    format!("data:image/svg+xml,{}", js_sys::encode_uri_component(svg))
}

/// A drawing as a PNG.
async fn png(svg: &str) -> Option<Blob> {
    let image = HtmlImageElement::new().ok()?;
    image.set_src(&image_address(svg));
    JsFuture::from(image.decode()).await.ok()?;
    let canvas: HtmlCanvasElement = document()?.create_element("canvas").ok()?.dyn_into().ok()?;
    let (width, height) = (image.natural_width() * DOTS, image.natural_height() * DOTS);
    canvas.set_width(width);
    canvas.set_height(height);
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    context.draw_image_with_html_image_element_and_dw_and_dh(&image, 0.0, 0.0, width.into(), height.into()).ok()?;
    let drawn = Promise::new(&mut |resolve, _| {
        let on_blob = Closure::once_into_js(move |blob: JsValue| resolve.call1(&JsValue::NULL, &blob));
        // A canvas of no size gives nothing, which is told as nothing.
        let _ = canvas.to_blob(on_blob.unchecked_ref());
    });
    JsFuture::from(drawn).await.ok()?.dyn_into().ok()
}
