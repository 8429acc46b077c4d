package sc.fiji.stfpm.workbench;

import java.awt.BorderLayout;

import javax.swing.BorderFactory;
import javax.swing.JButton;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JProgressBar;

/** What is being done, how far it is, the time left, and a button that stops it. */
final class StatusBar extends JPanel {
	private static final long serialVersionUID = 1L;
	/** Before, a guess of the time left would be worth little. */
	private static final long GUESS_AFTER_NANOS = 1_500_000_000L;

	private final JLabel text = new JLabel("Ready");
	private final JProgressBar bar = new JProgressBar(0, 1000);
	private final JButton cancel = new JButton("Cancel");
	private String title = "";
	private long started;

	/** @param onCancel stops what is being done */
	StatusBar(Runnable onCancel) {
		super(new BorderLayout(8, 0));
		setBorder(BorderFactory.createEmptyBorder(4, 8, 4, 8));
		text.setName("status");
		bar.setName("progress");
		cancel.setName("cancel");
		cancel.setMnemonic('l');
		cancel.addActionListener(event -> {
			cancel.setEnabled(false);
			text.setText(title + ": stopping");
			onCancel.run();
		});
		JPanel right = new JPanel(new BorderLayout(8, 0));
		right.add(bar, BorderLayout.CENTER);
		right.add(cancel, BorderLayout.EAST);
		add(text, BorderLayout.CENTER);
		add(right, BorderLayout.EAST);
		idle();
	}

	void started(String what) {
		title = what;
		started = System.nanoTime();
		text.setText(what + "\u2026");
		bar.setIndeterminate(true);
		bar.setVisible(true);
		cancel.setVisible(true);
		cancel.setEnabled(true);
	}

	void progressed(long done, long total, String message) {
		bar.setIndeterminate(false);
		bar.setValue((int) (1000 * done / Math.max(1, total)));
		long elapsed = System.nanoTime() - started;
		String left = done > 0 && done < total && elapsed > GUESS_AFTER_NANOS ? ", " + duration(elapsed / done * (total - done)) + " left" : "";
		if (cancel.isEnabled()) text.setText(title + ": " + done + " of " + total + left + (message.isEmpty() ? "" : " \u2013 " + message));
	}

	private static String duration(long nanos) {
		long seconds = Math.max(1, Math.round(nanos / 1e9));
		return seconds < 60 ? seconds + " s" : seconds < 3600 ? seconds / 60 + " min " + seconds % 60 + " s" : seconds / 3600 + " h " + seconds
			/ 60 % 60 + " min";
	}

	/** @param message that stays */
	void say(String message) {
		text.setText(message);
	}

	void idle() {
		text.setText("Ready");
		bar.setVisible(false);
		bar.setIndeterminate(false);
		cancel.setVisible(false);
	}
}
