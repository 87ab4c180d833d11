using System.Text;

namespace Hoplite.Telemetry.Tests.Text;

public class JsonDocumentTests
{
    [Theory]
    [InlineData("[{\"n\":1},{\"n\":2}]")]
    [InlineData("[\n  {\n    \"n\": 1\n  },\n  {\n    \"n\": 2\n  }\n]\n")]
    [InlineData("{\n  \"n\": 1\n}\n{\n  \"n\": 2\n}")]
    [InlineData("{\"Records\":[{\"n\":1},{\"n\":2}]}")]
    [InlineData("{\"a\":\"b\",\"count\":2,\"records\":[{\"n\":1},{\"n\":2}],\"next\":null}")]
    [InlineData("{\"took\":1,\"hits\":{\"total\":2,\"hits\":[{\"_index\":\"x\",\"_source\":{\"n\":1}},{\"_index\":\"x\",\"_source\":{\"n\":2}}]}}")]
    [InlineData("{\"records\":[{\"n\":1},{\"n\":2}],\"next\":\"a{b\",\"meta\":{\"n\":9}}")]
    [InlineData("{\"Records\":[{\"n\":1}]}\n{\"Records\":[{\"n\":2}]}")]
    [InlineData("[{\"n\":1,\"items\":[{\"x\":1}]},\n{\"n\":2,\"value\":[{\"x\":1}]}]")]
    [InlineData("[[{\"n\":1}],[{\"n\":2}]]")]
    public void Records_are_found_in_arrays_wrappers_and_one_behind_another(string text)
    {
        var sink = Reading.Read(text, "a.json");
        Assert.Empty(sink.Problems);
        Assert.Equal(["1", "2"], sink.Values("n"));
    }

    [Fact]
    public void The_position_is_that_of_the_record()
    {
        var text = "[\n {\"n\": \"[{\\\"x\\\":1}]\"},\n  {\"n\":\n 2}]";
        var sink = Reading.Read(text, "a.json");
        Assert.Equal([3L, text.LastIndexOf('{')], sink.Events.Select(e => e.Position));
        Assert.Equal(["[{\"x\":1}]", "2"], sink.Values("n"));
    }

    [Fact]
    public void A_file_cut_off_yields_the_whole_records()
    {
        var sink = Reading.Read("[\n {\"n\":1},\n {\"n\":2", "a.json");
        Assert.Equal("1", Assert.Single(sink.Values("n")));
        Assert.Equal("object is not closed", Assert.Single(sink.Problems).Reason);
    }

    [Fact]
    public void An_object_a_line_stays_with_its_own_reader() =>
        Assert.Equal("jsonl", Reading.Choose(Encoding.UTF8.GetBytes("{\"a\":1}\n{\"a\":2}\n")).Format);
}
