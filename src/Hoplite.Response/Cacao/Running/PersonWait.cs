namespace Hoplite.Response.Cacao.Running;

/// <summary>A step that waits for a person.</summary>
/// <param name="StepId">Which step.</param>
/// <param name="TakesAnswer">Whether the person does it; otherwise the person only approves.</param>
/// <param name="Answer">Judges an answer and writes it down; returns what is wrong, or null.</param>
/// <param name="Signal">True when it was answered, false when the run was resumed.</param>
sealed record PersonWait(string StepId, bool TakesAnswer, Func<PersonAnswer, string?> Answer, TaskCompletionSource<bool> Signal);
