using System.Globalization;

namespace Entrepot.Simulation.Engine;

/// <summary>
/// The pool of threads cut down to one: tasks, continuations, timers and semaphores then run one after the other, in an
/// order that only the program decides. It takes a process that believes in one processor.
/// </summary>
internal static class OneThread
{
    public const string Variable = "DOTNET_PROCESSOR_COUNT";

    public static bool IsSet => Environment.ProcessorCount == 1 && Environment.GetEnvironmentVariable(Variable) == "1";

    /// <summary>Runs something on the one thread, and waits for it on this one.</summary>
    public static T Run<T>(Func<Task<T>> act)
    {
        if (!IsSet || !ThreadPool.SetMinThreads(1, 1) || !ThreadPool.SetMaxThreads(1, 1)) throw new InvalidOperationException($"A simulation needs {Variable}=1.");
        return Task.Run(act).GetAwaiter().GetResult();
    }

    /// <summary>Lets everything run that can, and comes back when nothing is left.</summary>
    public static async Task SettleAsync()
    {
        do
        {
            var turn = new TaskCompletionSource();
            ThreadPool.UnsafeQueueUserWorkItem(static turn => turn.SetResult(), turn, preferLocal: false);
            await turn.Task;
        }
        while (ThreadPool.PendingWorkItemCount > 0);
    }

    /// <summary>This program once more, as a process that has one thread only.</summary>
    public static async Task<(int Code, string Text)> StartAsync(params IEnumerable<string> arguments)
    {
        using var child = new System.Diagnostics.Process
        {
            StartInfo = new(Environment.ProcessPath ?? throw new InvalidOperationException("This program is not a file."), arguments) { RedirectStandardOutput = true, Environment = { [Variable] = "1", ["DOTNET_TieredPGO"] = "0", ["DOTNET_EnableWriteXorExecute"] = "0" } },
        };
        child.Start();
        var text = await child.StandardOutput.ReadToEndAsync();
        await child.WaitForExitAsync();
        return (child.ExitCode, text);
    }

    public static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
