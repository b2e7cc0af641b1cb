namespace Entrepot.Kernel;

/// <summary>What kind of "no" an answer is; the HTTP status follows from it.</summary>
public enum ProblemKind { Invalid, NotFound, Conflict, Forbidden, TooLarge, Unavailable }

/// <summary>
/// A refusal: the business said no and nothing was changed. <paramref name="Code"/> (<c>module.snake_case</c>) is
/// part of the API, documented and never renamed; <paramref name="Message"/> says what is wrong and what to do.
/// </summary>
public sealed record Problem(ProblemKind Kind, string Code, Sentence Message)
{
    /// <summary>The input field the refusal is about, when there is one.</summary>
    public string? Field { get; init; }

    public static Problem Invalid(string code, Sentence message, string? field = null) => new(ProblemKind.Invalid, code, message) { Field = field };
    public static Problem NotFound(string code, Sentence message) => new(ProblemKind.NotFound, code, message);
    public static Problem Conflict(string code, Sentence message) => new(ProblemKind.Conflict, code, message);
    public static Problem Forbidden(string code, Sentence message) => new(ProblemKind.Forbidden, code, message);
}

/// <summary>Done, or refused with a <see cref="Kernel.Problem"/>.</summary>
public readonly record struct Result(Problem? Problem)
{
    public static readonly Result Ok;
    public bool IsOk => Problem is null;
    public static implicit operator Result(Problem problem) => new(problem);
}

/// <summary>A value, or the reason there is none.</summary>
public readonly record struct Result<T>
{
    private readonly T? value;

    public Result(T value) => this.value = value;
    public Result(Problem problem) => Problem = problem;

    public Problem? Problem { get; }
    public bool IsOk => Problem is null;

    /// <exception cref="InvalidOperationException">The answer was a refusal and the caller did not look.</exception>
    public T Value => Problem is null ? value! : throw new InvalidOperationException($"{Problem.Code}: {Problem.Message}");

    public static implicit operator Result<T>(T value) => new(value);
    public static implicit operator Result<T>(Problem problem) => new(problem);
}
