namespace Hoplite.Server.Identity.Audit;

/// <summary>Something that somebody did.</summary>
/// <param name="Id">Its number; there are no gaps.</param>
/// <param name="Time">When.</param>
/// <param name="Actor">Who: a user's name, <c>token:</c> and its name, <c>system</c>, or the name that was tried.</param>
/// <param name="Address">From where.</param>
/// <param name="Action">What, such as <c>sign-in.failed</c>.</param>
/// <param name="Detail">The particulars; never a secret.</param>
/// <param name="Hash">Over this entry and the one before, in hexadecimal.</param>
public sealed record AuditEntry(long Id, DateTimeOffset Time, string Actor, string Address, string Action, string Detail, string Hash);

/// <summary>Which entries to show.</summary>
/// <param name="Actor">Only of this actor.</param>
/// <param name="Action">Only actions that begin so.</param>
/// <param name="Since">Not before.</param>
/// <param name="Until">Not after.</param>
/// <param name="Before">Only entries before this one, to page back.</param>
/// <param name="Limit">At most so many.</param>
public sealed record AuditFilter(string? Actor = null, string? Action = null, DateTimeOffset? Since = null, DateTimeOffset? Until = null, long? Before = null, int Limit = 100);

/// <summary>Whether the trail is whole.</summary>
/// <param name="IsWhole">Whether every entry follows from the one before.</param>
/// <param name="FirstBroken">The first that does not; null when there is none.</param>
/// <param name="Entries">How many there are.</param>
/// <param name="Head">The hash of the last; whoever writes it down elsewhere can tell later whether the end was cut off.</param>
public sealed record AuditVerdict(bool IsWhole, long? FirstBroken, long Entries, string Head);
