package sc.fiji.stfpm.workbench;

import java.awt.BorderLayout;

import javax.swing.BorderFactory;
import javax.swing.JButton;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JProgressBar;

import sc.fiji.stfpm.TimeLeft;

/** What is being done, how far it is, the time left, and a button that stops it. */
final class StatusBar extends JPanel {
	private static final long serialVersionUID = 1L;

	private final JLabel text = new JLabel("Ready");
	private final JProgressBar bar = new JProgressBar(0, 1000);
	private final JButton cancel = new JButton("Cancel");
	private String title = "";
	private transient TimeLeft left;

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
		left = new TimeLeft();
		text.setText(what + "\u2026");
		bar.setIndeterminate(true);
		bar.setVisible(true);
		cancel.setVisible(true);
		cancel.setEnabled(true);
	}

	void progressed(long done, long total, String message) {
		bar.setIndeterminate(false);
		bar.setValue((int) (1000 * done / Math.max(1, total)));
		String text = title + ": " + done + " of " + total + (message.isEmpty() ? "" : " \u2013 " + message);
		if (cancel.isEnabled()) this.text.setText(TimeLeft.with(text, left.after(done, total, System.nanoTime())));
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
