package io.throughline.workflow;

/// What is wrong with a definition: where, which rule, the reason and the fix. Lines and columns count from 1.
public record Problem(String file, int line, int column, String rule, String message) {
    @Override
    public String toString() {
        return file + ":" + line + ":" + column + " " + message + " [" + rule + "]";
    }
}
