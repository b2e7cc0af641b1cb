using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Entrepot.Platform.Faults;

namespace Entrepot.Platform.Data;

/// <summary>
/// Lets callers that come one by one share a commit: whatever waits while one group is written makes up the next. A lone
/// caller is written at once. Where many come, the next group gathers for a moment: a commit costs as much for eight as for
/// sixty, and those who have just been answered are on their way back.
/// </summary>
/// <param name="write">
/// Writes a group and answers in the same order, after its commit. When it throws for more than one item, each is written
/// alone, so that one bad item never fails its neighbours: nothing of the group may have been kept then.
/// </param>
/// <param name="groupMax">The most that is written at once.</param>
/// <param name="isNobodysFault">Failures that each item alone would meet too, such as a database that is away: the group fails as a whole.</param>
/// <param name="file">The use case's file, by which crash points are called.</param>
public sealed class Together<TKey, TItem, TAnswer>(
    Func<TKey, IReadOnlyList<TItem>, Task<IReadOnlyList<TAnswer>>> write, int groupMax, Func<Exception, bool>? isNobodysFault = null, [CallerFilePath] string file = "") where TKey : notnull
{
    /// <summary>A group that was as large as this is followed by another.</summary>
    private const int CrowdMin = 8;

    /// <summary>What a caller on the same network needs to come back, and a small part of what the caller waits for the disk.</summary>
    private static readonly TimeSpan GatherMax = TimeSpan.FromMilliseconds(2);

    private readonly ConcurrentDictionary<TKey, Queue> queues = [];

    /// <summary>Waits until the item is written. A caller who gives up stops waiting; the item is written all the same.</summary>
    public Task<TAnswer> WriteAsync(TKey key, TItem item, CancellationToken ct)
    {
        var waiting = new Waiting(item);
        var queue = queues.GetOrAdd(key, static _ => new());
        bool isFirst;
        lock (queue)
        {
            queue.Items.Enqueue(waiting);
            if (queue.Items.Count == queue.Expected) queue.Complete.TrySetResult();
            isFirst = !queue.IsWriting;
            queue.IsWriting = true;
        }

        if (isFirst) _ = Task.Run(() => WriteAllAsync(key, queue), CancellationToken.None);
        return waiting.Answer.Task.WaitAsync(ct);
    }

    private async Task WriteAllAsync(TKey key, Queue queue)
    {
        while (Next(queue) is { Count: > 0 } group)
        {
            await WriteGroupAsync(key, group);
            if (group.Count >= CrowdMin) await GatherAsync(queue, group.Count);
        }
    }

    /// <summary>Until as many wait as were written last, but not for long.</summary>
    private static async Task GatherAsync(Queue queue, int expected)
    {
        Task complete;
        lock (queue)
        {
            if (queue.Items.Count >= expected) return;
            queue.Expected = expected;
            queue.Complete = new(TaskCreationOptions.RunContinuationsAsynchronously);
            complete = queue.Complete.Task;
        }

        await complete.WaitAsync(GatherMax).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private List<Waiting> Next(Queue queue)
    {
        var group = new List<Waiting>();
        lock (queue)
        {
            while (group.Count < groupMax && queue.Items.TryDequeue(out var waiting)) group.Add(waiting);
            queue.Expected = 0;
            queue.IsWriting = group.Count > 0;
        }

        return group;
    }

    private async Task WriteGroupAsync(TKey key, List<Waiting> group)
    {
        try
        {
            CrashPoints.Pass(file, "Group", "before", "write");
            var answers = await write(key, group.ConvertAll(waiting => waiting.Item));
            CrashPoints.Pass(file, "Group", "after", "write");
            if (answers.Count != group.Count) throw new UnreachableException($"{group.Count} items were answered {answers.Count} times.");
            for (var i = 0; i < group.Count; i++) group[i].Answer.SetResult(answers[i]);
        }
        catch (Exception exception) when (group.Count > 1 && isNobodysFault?.Invoke(exception) != true)
        {
            foreach (var waiting in group) await WriteGroupAsync(key, [waiting]);
        }
        catch (Exception exception)
        {
            foreach (var waiting in group) waiting.Answer.SetException(exception);
        }
    }

    private sealed class Queue
    {
        public Queue<Waiting> Items { get; } = new();
        public bool IsWriting { get; set; }

        /// <summary>When so many wait, <see cref="Complete"/> says so; 0 while nobody listens.</summary>
        public int Expected { get; set; }
        public TaskCompletionSource Complete { get; set; } = new();
    }

    private sealed class Waiting(TItem item)
    {
        public TItem Item => item;

        /// <summary>Continuations must not run inside the writer's loop: the next group waits for it.</summary>
        public TaskCompletionSource<TAnswer> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
