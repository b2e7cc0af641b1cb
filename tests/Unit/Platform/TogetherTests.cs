using Entrepot.Platform.Data;

namespace Entrepot.Unit.Platform;

/// <summary>Callers that come one by one share a commit, and none pays for another's fault.</summary>
public sealed class TogetherTests
{
    [Fact]
    public async Task A_lone_caller_is_written_at_once()
    {
        var disk = new Disk();

        (await disk.Door().WriteAsync(1, "a", CancellationToken.None)).ShouldBe("A");

        disk.Groups.ShouldBe(["a"]);
    }

    [Fact]
    public async Task Whoever_comes_while_a_group_is_written_shares_the_next_one_and_gets_an_answer_of_its_own()
    {
        var disk = new Disk { IsBusy = true };
        var door = disk.Door();
        var first = door.WriteAsync(1, "a", CancellationToken.None);
        await disk.Reached;

        var later = new[] { "b", "c", "d" }.Select(item => door.WriteAsync(1, item, CancellationToken.None)).ToList();
        disk.GoOn();

        (await first).ShouldBe("A");
        (await Task.WhenAll(later)).ShouldBe(["B", "C", "D"]);
        disk.Groups.ShouldBe(["a", "b c d"]);
    }

    [Fact]
    public async Task A_group_has_a_limit_and_the_rest_follows()
    {
        var disk = new Disk { IsBusy = true };
        var door = disk.Door(groupMax: 2);
        var first = door.WriteAsync(1, "a", CancellationToken.None);
        await disk.Reached;

        var later = new[] { "b", "c", "d" }.Select(item => door.WriteAsync(1, item, CancellationToken.None)).ToList();
        disk.GoOn();
        await Task.WhenAll([first, .. later]);

        disk.Groups.ShouldBe(["a", "b c", "d"]);
    }

    [Fact]
    public async Task A_crowd_that_comes_back_shares_one_commit_again()
    {
        var disk = new Disk { IsBusy = true };
        var door = disk.Door();
        var first = door.WriteAsync(1, "a", CancellationToken.None);
        await disk.Reached;
        var crowd = Enumerable.Range(0, 12).Select(i => door.WriteAsync(1, $"b{i}", CancellationToken.None)).ToList();
        disk.GoOn();
        await Task.WhenAll([first, .. crowd]);

        await Task.WhenAll(Enumerable.Range(0, 12).Select(i => door.WriteAsync(1, $"c{i}", CancellationToken.None)));

        disk.Groups[1].Split(' ').Length.ShouldBe(12);
        disk.Groups.SelectMany(group => group.Split(' ')).Count().ShouldBe(25, "everybody was written once");
    }

    [Fact]
    public async Task One_bad_item_fails_alone_and_its_neighbours_are_written()
    {
        var disk = new Disk { IsBusy = true };
        var door = disk.Door();
        var first = door.WriteAsync(1, "a", CancellationToken.None);
        await disk.Reached;

        var (good, bad, late) = (door.WriteAsync(1, "b", CancellationToken.None), door.WriteAsync(1, "bad", CancellationToken.None), door.WriteAsync(1, "c", CancellationToken.None));
        disk.GoOn();

        (await first, await good, await late).ShouldBe(("A", "B", "C"));
        (await Should.ThrowAsync<InvalidOperationException>(bad)).Message.ShouldBe("bad");
        (await door.WriteAsync(1, "d", CancellationToken.None)).ShouldBe("D", "the door stays open");
    }

    [Fact]
    public async Task A_caller_who_gives_up_stops_waiting_and_is_written_all_the_same()
    {
        var disk = new Disk { IsBusy = true };
        var door = disk.Door();
        var first = door.WriteAsync(1, "a", CancellationToken.None);
        await disk.Reached;
        using var patience = new CancellationTokenSource();

        var impatient = door.WriteAsync(1, "b", patience.Token);
        await patience.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(impatient);
        disk.GoOn();
        await first;
        await door.WriteAsync(1, "c", CancellationToken.None);

        string.Join(' ', disk.Groups).ShouldBe("a b c");
    }

    [Fact]
    public async Task Two_companies_do_not_wait_for_each_other()
    {
        var disk = new Disk { IsBusy = true };
        var door = disk.Door();
        var ours = door.WriteAsync(1, "a", CancellationToken.None);
        await disk.Reached;

        (await door.WriteAsync(2, "x", CancellationToken.None)).ShouldBe("X");
        ours.IsCompleted.ShouldBeFalse();
        disk.GoOn();
        (await ours).ShouldBe("A");
    }

    /// <summary>Writes in capitals; busy, it holds its first group until told to go on; it cannot write "bad".</summary>
    private sealed class Disk
    {
        private readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource free = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool IsBusy { get; init; }
        public List<string> Groups { get; } = [];
        public Task Reached => reached.Task;

        public void GoOn() => free.SetResult();

        public Together<int, string, string> Door(int groupMax = 100) => new(WriteAsync, groupMax);

        private async Task<IReadOnlyList<string>> WriteAsync(int company, IReadOnlyList<string> items)
        {
            if (IsBusy && company == 1 && reached.TrySetResult()) await free.Task;
            if (items.Contains("bad")) throw new InvalidOperationException("bad");
            lock (Groups) Groups.Add(string.Join(' ', items));
            return [.. items.Select(item => item.ToUpperInvariant())];
        }
    }
}
