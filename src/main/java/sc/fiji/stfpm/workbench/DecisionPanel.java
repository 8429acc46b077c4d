package sc.fiji.stfpm.workbench;

import java.awt.BorderLayout;
import java.awt.Font;
import java.awt.GridLayout;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import javax.swing.BorderFactory;
import javax.swing.JButton;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JTextArea;
import javax.swing.JTextField;

import sc.fiji.stfpm.score.Calibration;
import sc.fiji.stfpm.score.FalseAlarms;

/** The threshold, and what it means for normal images, the judged ones, and those with labels. */
final class DecisionPanel extends JPanel implements Workbench.Listener {
	private static final long serialVersionUID = 1L;

	private final transient Workbench workbench;
	private final ScoreHistogram histogram;
	private final JTextField threshold = new JTextField(7);
	private final JTextArea meaning = new JTextArea();
	private final JButton keep = ModelPanel.button("Keep threshold", 'K', "Writes this threshold into the model");
	private final JButton reset = ModelPanel.button("Reset", 'e', "Goes back to the model's threshold");

	DecisionPanel(Workbench workbench) {
		super(new BorderLayout(0, 4));
		this.workbench = workbench;
		histogram = new ScoreHistogram(workbench::tryThreshold);
		setBorder(BorderFactory.createCompoundBorder(BorderFactory.createEmptyBorder(6, 3, 3, 6), BorderFactory.createTitledBorder(
			"The decision")));
		threshold.setName("threshold");
		threshold.addActionListener(event -> typed());
		JPanel line = new JPanel(new BorderLayout(4, 3));
		JLabel label = new JLabel("Threshold");
		label.setDisplayedMnemonic('T');
		label.setLabelFor(threshold);
		JPanel buttons = new JPanel(new GridLayout(1, 2, 3, 0));
		buttons.add(keep);
		buttons.add(reset);
		line.add(label, BorderLayout.WEST);
		line.add(threshold, BorderLayout.CENTER);
		line.add(buttons, BorderLayout.SOUTH);
		keep.addActionListener(event -> workbench.keepThreshold());
		reset.addActionListener(event -> workbench.forgetThreshold());
		meaning.setName("meaning");
		meaning.setEditable(false);
		meaning.setLineWrap(true);
		meaning.setWrapStyleWord(true);
		meaning.setOpaque(false);
		meaning.setFont(label.getFont().deriveFont(Font.PLAIN));
		meaning.setRows(10);
		JPanel below = new JPanel(new BorderLayout(0, 4));
		below.add(line, BorderLayout.NORTH);
		below.add(meaning, BorderLayout.CENTER);
		add(histogram, BorderLayout.CENTER);
		add(below, BorderLayout.SOUTH);
		workbench.addListener(this);
		changed();
	}

	private void typed() {
		try {
			double value = Double.parseDouble(threshold.getText().trim());
			if ((float) value > 0 && (float) value < Float.POSITIVE_INFINITY) workbench.tryThreshold(value);
		}
		catch (NumberFormatException e) {
			// Said by what the field shows again.
		}
		changed();
	}

	@Override
	public void changed() {
		Calibration calibration = workbench.calibration();
		boolean there = calibration != null;
		threshold.setEnabled(there);
		keep.setEnabled(there && workbench.isTrying());
		reset.setEnabled(there && workbench.isTrying());
		histogram.show(there ? calibration.scores() : List.of(), workbench.images.gallery.all(), there ? calibration.threshold() : Double.NaN);
		threshold.setText(there ? String.format(Locale.ROOT, "%.5g", calibration.threshold()) : "");
		meaning.setText(there ? text(calibration, workbench.images.gallery.counts()) : "");
	}

	private String text(Calibration calibration, Gallery.Counts counts) {
		StringBuilder text = new StringBuilder(falseAlarms(calibration));
		if (counts.judged() > 0) text.append(String.format(Locale.ROOT, "%n%nJudged images: %d of %d anomalous.", counts.of(Status.ANOMALOUS),
			counts.judged()));
		if (counts.normal() > 0) text.append(String.format(Locale.ROOT, "%nFalse alarms: %d of %d labelled normal.", counts.falseAlarms(), counts
			.normal()));
		if (counts.anomalous() > 0) text.append(String.format(Locale.ROOT, "%nMisses: %d of %d labelled anomalous.", counts.misses(), counts
			.anomalous()));
		if (workbench.isTrying()) text.append(String.format(Locale.ROOT, "%n%nOnly tried: the model's threshold is %.5g.", workbench.model()
			.orElseThrow().calibration().threshold()));
		return text.toString();
	}

	/** What the held-out scores say of any threshold. */
	private static String falseAlarms(Calibration calibration) {
		int count = calibration.scores().size();
		if (count == 0) return "What it means for new normal images is not known: the model does not carry scores of normal images.";
		int reach = (int) calibration.scores().stream().filter(calibration::isAnomalous).count();
		Optional<FalseAlarms> expected = reach == 0 ? Optional.empty() : Optional.of(new FalseAlarms(count + 1 - reach, count, calibration.patches()));
		String learned = reach + " of the " + count + (calibration.patches() == null ? " normal images reach it. " : " patches of normal images reach it. ");
		return learned + expected.map(alarms -> String.format(Locale.ROOT, "Expect about %s false alarms among new normal images (%s to %s).",
			FalseAlarms.percent(alarms.expected()), FalseAlarms.percent(alarms.lower()), FalseAlarms.percent(alarms.upper()))).orElseGet(
				() -> "Expect less than " + FalseAlarms.percent(new FalseAlarms(count, count, calibration.patches()).expected()) + " false alarms among new normal images.");
	}
}
