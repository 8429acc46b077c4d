package sc.fiji.stfpm.ij1;

import org.scijava.module.ModuleItem;

/** What a dialog's Help button shows: each field with its description, its key in macros and what it takes. */
final class InputHelp {
	private InputHelp() {}

	/** A page that ImageJ shows as it is. */
	static String html(String title, Inputs inputs) {
		StringBuilder page = new StringBuilder("<html><h2>").append(escaped(title)).append("</h2><p>").append(escaped(inputs
			.description())).append("</p><dl>");
		for (ModuleItem<?> item : inputs.shown())
			if (!Inputs.isMessage(item)) append(page, item);
		return page.append("</dl><p>The macro recorder writes a line with all of them. First steps, and every command: <i>Plugins"
			+ " &gt; Anomaly Detection &gt; Anomaly Detection Help</i>.</p></html>").toString();
	}

	private static void append(StringBuilder page, ModuleItem<?> item) {
		String description = item.getDescription() == null ? "" : item.getDescription().strip();
		page.append("<dt><b>").append(escaped(InputRows.label(item))).append("</b></dt><dd>");
		if (!description.isEmpty()) page.append(escaped(description)).append("<br>");
		page.append("<i>In macros: <code>").append(Inputs.key(item)).append("=</code> ")
			.append(escaped(InputText.allowed(item))).append("</i></dd>");
	}

	private static String escaped(String text) {
		return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
	}
}
