using Hoplite.Agents.Drill.LogInject;
using Hoplite.Guard.Text;
using Hoplite.Incidents;

namespace Hoplite.Agents.Drill;

/// <summary>An incident of the drill, read by the real readers and found by the real detector.</summary>
/// <param name="Incident">The incident.</param>
/// <param name="Names">Its names.</param>
/// <param name="Carrier">Where the text is.</param>
/// <param name="Payload">What it asks for.</param>
/// <param name="Text">The text as the events hold it, all pieces.</param>
public sealed record DrillCase(Incident Incident, CaseNames Names, Carrier Carrier, Payload Payload, UntrustedText Text);
