namespace Hoplite.Telemetry.Json;

/// <summary>Names of arrays that hold the records of an object which is only their wrapper.</summary>
static class JsonWrapper
{
    /// <summary>Whether a key holds the records.</summary>
    public static bool IsRecords(ReadOnlySpan<byte> key) =>
        key.SequenceEqual("Records"u8) || key.SequenceEqual("records"u8) || key.SequenceEqual("value"u8) || key.SequenceEqual("Events"u8) || key.SequenceEqual("events"u8)
        || key.SequenceEqual("logs"u8) || key.SequenceEqual("items"u8) || key.SequenceEqual("hits"u8);

    /// <summary>Whether an object wraps records as far as can be seen.</summary>
    public static bool IsWrapper(ReadOnlySpan<byte> head)
    {
        var depth = 0;
        var inString = false;
        ReadOnlySpan<byte> key = [];
        for (int i = 0, start = 0; i < head.Length; i++)
        {
            var b = head[i];
            if (inString)
            {
                if (b == '\\') i++;
                else if (b == '"')
                {
                    inString = false;
                    key = head[start..i];
                }

                continue;
            }

            if (b == '"')
            {
                inString = true;
                start = i + 1;
            }
            else if (b == '{')
            {
                if (++depth > 1 && !key.SequenceEqual("hits"u8)) key = [];
            }
            else if (b == '}') depth--;
            else if (b == '[')
            {
                var next = JsonText.SkipBlanks(head[(i + 1)..]);
                if (depth is 1 or 2 && IsRecords(key) && next.Length > 0 && next[0] == '{' && (depth == 1 || key.SequenceEqual("hits"u8))) return true;
                depth++;
            }
            else if (b == ']') depth--;
            if (depth <= 0) return false;
        }

        return false;
    }
}
