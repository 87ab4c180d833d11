namespace Hoplite.Intelligence.Patterning;

sealed partial class PatternParser
{
    string Take()
    {
        var taken = _text.Substring(_token.Start, _token.Length);
        _token = _lexer.Next();
        return taken;
    }

    bool IsSymbol(char symbol) => _token is { Kind: TokenKind.Symbol, Length: 1 } && _text[_token.Start] == symbol;

    bool TrySymbol(char symbol)
    {
        if (!IsSymbol(symbol)) return false;
        _token = _lexer.Next();
        return true;
    }

    void Expect(char symbol)
    {
        if (!TrySymbol(symbol)) throw Unexpected($"'{symbol}'");
    }

    bool TryWord(string word)
    {
        if (_token.Kind != TokenKind.Keyword || !_text.AsSpan(_token.Start, _token.Length).SequenceEqual(word)) return false;
        _token = _lexer.Next();
        return true;
    }

    void ExpectWord(string word)
    {
        if (!TryWord(word)) throw Unexpected(word);
    }

    void Enter()
    {
        if (++_depth > PatternLimits.Depth) throw new PatternException($"Parentheses stand in each other more than {PatternLimits.Depth} deep.", _token.Start);
        _token = _lexer.Next();
    }

    PatternException Unexpected(string wanted)
    {
        var found = _token.Kind == TokenKind.End ? "the end" : $"'{_text.Substring(_token.Start, Math.Min(_token.Length, 40))}'";
        return new PatternException($"Here {wanted} should stand, but there is {found}.", _token.Start);
    }
}
