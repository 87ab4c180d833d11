using System.Text.Json.Nodes;
using CsCheck;
using Hoplite.Guard.Transparency;
using Hoplite.Tests;

namespace Hoplite.Guard.Tests.Transparency;

public sealed class MerkleTests(ITestOutputHelper output)
{
    static readonly Gen<byte[][]> Leaves = Gen.Byte.Array[0, 20].Array[1, 70];

    [Fact]
    public void Judges_the_shared_proofs_as_their_makers_do()
    {
        var root = SharedData.Require("injection/tlog/merkle-testdata");
        var count = 0;
        foreach (var path in Directory.EnumerateFiles(root, "*.json", SearchOption.AllDirectories))
        {
            var vector = JsonNode.Parse(File.ReadAllText(path))!;
            Assert.True(Judge(Path.GetRelativePath(root, path).Split(Path.DirectorySeparatorChar)[0], vector) != (bool)vector["wantErr"]!, path);
            count++;
        }

        output.WriteLine($"{count} proofs");
        Assert.Equal(518, count);
    }

    [Fact]
    public void Grows_as_the_definition_says() => Leaves.Sample(leaves =>
    {
        var naive = new NaiveMerkleTree(leaves);
        var stack = new HashStack();
        for (var size = 0; size < leaves.Length; size++)
        {
            if (!stack.Root().SequenceEqual(naive.Root(0, size)) || !new HashStack(naive, size).Root().SequenceEqual(stack.Root())) return false;
            stack.Append(MerkleHash.Leaf(leaves[size]), (level, index, hash) => Assert.Equal(naive.Hash(level, index), hash));
        }

        return stack.Root().SequenceEqual(naive.Root(0, leaves.Length)) && new MerkleTree(naive, leaves.Length).Root().SequenceEqual(stack.Root());
    }, iter: 30);

    [Fact]
    public void Proves_inclusion_of_every_leaf_and_of_no_other() => Gen.Select(Leaves, Gen.Int[0, 1000], Gen.Int[0, 1000]).Sample((leaves, pick, other) =>
    {
        var (naive, index) = (new NaiveMerkleTree(leaves), pick % leaves.Length);
        var proof = new MerkleTree(naive, leaves.Length).Inclusion(index);
        var (root, leaf) = (naive.Root(0, leaves.Length), MerkleHash.Leaf(leaves[index]));
        Assert.Equal(naive.Path(index, 0, leaves.Length), proof);
        Assert.True(MerkleProof.Includes(root, leaves.Length, index, leaf, proof));
        Assert.Equal(other % leaves.Length == index, MerkleProof.Includes(root, leaves.Length, other % leaves.Length, leaf, proof));
        Assert.All(Spoilt(proof), spoilt => Assert.False(MerkleProof.Includes(root, leaves.Length, index, leaf, spoilt)));
    }, iter: 60);

    [Fact]
    public void Proves_consistency_of_every_earlier_tree() => Gen.Select(Leaves, Gen.Int[0, 1000]).Sample((leaves, pick) =>
    {
        var (naive, earlier) = (new NaiveMerkleTree(leaves), 1 + (pick % leaves.Length));
        var proof = new MerkleTree(naive, leaves.Length).Consistency(earlier);
        var (root1, root2) = (naive.Root(0, earlier), naive.Root(0, leaves.Length));
        Assert.Equal(naive.SubProof(0, earlier, 0, leaves.Length, true), proof);
        Assert.True(MerkleProof.Extends(earlier, root1, leaves.Length, root2, proof));
        Assert.All(Spoilt(proof), spoilt => Assert.False(MerkleProof.Extends(earlier, root1, leaves.Length, root2, spoilt)));
    }, iter: 60);

    [Fact]
    public void Proves_every_subtree() => Gen.Select(Leaves, Gen.Int[0, 6], Gen.Int[0, 1000], Gen.Int[0, 1000]).Sample((leaves, level, pick, width) =>
    {
        var (naive, size) = (new NaiveMerkleTree(leaves), leaves.Length);
        var start = (pick % size) >> level << level;
        var end = Math.Min(size, start + 1 + (width % (1 << level)));
        var tree = new MerkleTree(naive, size);
        var (hash, root, proof) = (tree.Subtree(start, end), naive.Root(0, size), tree.SubtreeConsistency(start, end));
        Assert.Equal(naive.Root(start, end), hash);
        Assert.Equal(naive.SubProof(start, end, 0, size, true), proof);
        Assert.True(MerkleProof.SubtreeExtends(start, end, hash, size, root, proof));
        Assert.All(Spoilt(proof), spoilt => Assert.False(MerkleProof.SubtreeExtends(start, end, hash, size, root, spoilt)));
        var index = start + (pick % (end - start));
        Assert.True(MerkleProof.SubtreeIncludes(hash, start, end, index, MerkleHash.Leaf(leaves[index]), tree.SubtreeInclusion(index, start, end)));
    }, iter: 100);

    static IEnumerable<byte[][]> Spoilt(IReadOnlyList<byte[]> proof)
    {
        yield return [.. proof, new byte[MerkleHash.Size]];
        for (var i = 0; i < proof.Count; i++)
        {
            yield return [.. proof.Where((_, at) => at != i)];
            yield return [.. proof.Select((step, at) => at == i ? [(byte)(step[0] ^ 1), .. step[1..]] : step)];
        }
    }

    static bool Judge(string kind, JsonNode vector)
    {
        byte[] Bytes(string name) => Convert.FromBase64String((string?)vector[name] ?? "");
        // Some are beyond a signed number of 64 bits, which no index here can be.
        long Number(string name) => unchecked((long)vector[name]!.GetValue<ulong>());
        byte[][] proof = [.. (vector["proof"] as JsonArray ?? []).Select(step => Convert.FromBase64String((string)step!))];
        return kind switch
        {
            "inclusion" => MerkleProof.Includes(Bytes("root"), Number("treeSize"), Number("leafIdx"), Bytes("leafHash"), proof),
            "subtreeinclusion" => MerkleProof.SubtreeIncludes(Bytes("root"), Number("start"), Number("end"), Number("leafIdx"), Bytes("leafHash"), proof),
            "consistency" => MerkleProof.Extends(Number("size1"), Bytes("root1"), Number("size2"), Bytes("root2"), proof),
            "subtreeconsistency" => MerkleProof.SubtreeExtends(Number("start"), Number("end"), Bytes("root1"), Number("size"), Bytes("root2"), proof),
            _ => throw new InvalidOperationException($"no such kind of proof: {kind}"),
        };
    }
}
