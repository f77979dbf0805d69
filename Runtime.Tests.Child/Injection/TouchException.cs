namespace HmmGen.Tests.Child.Injection;

/// <summary>A touch of a page failed: the page must say why when it is asked for.</summary>
internal sealed class TouchException : Exception;
