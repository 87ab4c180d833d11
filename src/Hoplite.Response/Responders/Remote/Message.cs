using Hoplite.Guard.Actions;

namespace Hoplite.Response.Responders.Remote;

/// <summary>
/// What people are told. It is made from ids and closed names alone: no text of events or models is in it, so that nobody who is being watched writes to the people
/// who watch. A link only opens a page; nothing happens by opening it.
/// </summary>
/// <param name="Title">One line.</param>
/// <param name="Text">One sentence.</param>
/// <param name="Link">The page; null when it is not known where the console is.</param>
/// <param name="Incident">The incident.</param>
/// <param name="Playbook">The playbook.</param>
sealed record Message(string Title, string Text, Uri? Link, Guid Incident, string Playbook)
{
    /// <summary>That a playbook wants people to look at an incident.</summary>
    public static Message Of(ProposedAction action, Uri? console) => new(
        $"Incident {action.Incident}", $"The playbook {action.Playbook} asks you to look at this incident.", Page(console, $"incidents/{action.Incident}"), action.Incident, action.Playbook);

    /// <summary>That a question waits for people; it is answered on its page, by signing.</summary>
    public static Message OfQuestion(Guid question, ProposedAction about, Uri? console) => new(
        $"Approval wanted: {about.Traits.Name}", $"The playbook {about.Playbook} wants to act because of incident {about.Incident}. Read it and sign or deny it in the console.",
        Page(console, $"response/questions/{question}"), about.Incident, about.Playbook);

    static Uri? Page(Uri? console, string path) => console is null ? null : new Uri($"{console.GetLeftPart(UriPartial.Path).TrimEnd('/')}/{path}");
}
