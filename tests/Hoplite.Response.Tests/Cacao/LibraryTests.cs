using Hoplite.Response.Cacao;
using Hoplite.Response.Cacao.Commands;
using Hoplite.Response.Cacao.Running;

namespace Hoplite.Response.Tests.Cacao;

public class LibraryTests
{
    [Fact]
    public void A_folder_is_read_and_what_is_wrong_is_told()
    {
        var folder = Directory.CreateTempSubdirectory("hoplite-library-").FullName;
        var good = Book.Json(Book.Id("action", 1), steps: Book.Bash(1, "true")).ToJsonString();
        File.WriteAllText(Path.Combine(folder, "a.json"), good);
        File.WriteAllText(Path.Combine(folder, "b.json"), good);
        File.WriteAllText(Path.Combine(folder, "c.json"), "{");
        Directory.CreateDirectory(Path.Combine(folder, "more"));
        File.WriteAllText(Path.Combine(folder, "more", "d.json"), Book.Json(Book.Id("action", 5), "{}", 2).ToJsonString());
        var library = PlaybookLibrary.ReadFolder(folder, Book.Now);
        Assert.Equal(["a.json", "b.json", "c.json", "d.json"], library.Entries.Select(e => Path.GetFileName(e.File)));
        Assert.Equal([true, false, false, false], library.Entries.Select(e => e.IsUsable));
        Assert.Equal(["library", "json", "reference"], library.Entries.Skip(1).Select(e => e.Problems[0].Check));
        Assert.NotNull(library.Find(Book.Id("playbook", 1)));
        Assert.Null(library.Find(Book.Id("playbook", 2)));
        Assert.Empty(PlaybookLibrary.ReadFolder(Path.Combine(folder, "absent"), Book.Now).Entries);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void A_rehearsal_shows_the_ways_the_commands_and_who_is_needed()
    {
        var playbook = Book.Read(Book.Id("if-condition", 1), """{"__ip__":{"type":"ipv4-addr","external":true},"__why__":{"type":"string","value":"it's bad"},"__later__":{"type":"string"}}""", 1,
            (Book.Id("if-condition", 1), $$"""{"type":"if-condition","name":"Is it ours?","condition":"__ip__:value ISSUBSET '10.0.0.0/8'","on_true":"{{Book.Id("action", 1)}}","on_false":"{{Book.Id("action", 2)}}","on_completion":"{{Book.End}}"}"""),
            (Book.Id("action", 1), $$"""{"type":"action","name":"Ask","agent":"{{Book.Agent}}","commands":[{"type":"manual","command":"May __ip__:value go?"}],"on_completion":"{{Book.End}}"}"""),
            Book.Bash(2, "block __ip__:value --why __why__:value", Book.Id("action", 3), $"\"on_failure\":\"{Book.Id("action", 4)}\""), Book.Bash(3, "tell __later__:value"), Book.Bash(4, "unblock __ip__:value"));
        var rehearsal = Rehearsal.Of(playbook, new Dictionary<string, string> { ["__ip__"] = "10.1.2.3" }, CommandRunners.All(new CommandSettings(_ => null, _ => null, "/nowhere")), Book.Now);
        Assert.Null(rehearsal.Problem);
        Assert.Equal(
            """
            if: Is it ours?
                __ip__:value ISSUBSET '10.0.0.0/8'
              [if so] action: Ask
                  on here: ask here: May 10.1.2.3 go?
                  needs a person
                  when it fails: the run ends as failed
              [if not] action: A2
                  on here: block 10.1.2.3 --why 'it'\''s bad'
                  when it fails: A4
                [when A2 fails] action: A4
                    on here: unblock 10.1.2.3
                    when it fails: the run ends as failed
              action: A3
                  on here: bash as written, tell __later__:value (the variable __later__ has no value)
                  when it fails: the run ends as failed

            """.ReplaceLineEndings("\n"), rehearsal.ToString());
        Assert.NotNull(Rehearsal.Of(playbook, new Dictionary<string, string>(), [], Book.Now).Problem);
    }
}
