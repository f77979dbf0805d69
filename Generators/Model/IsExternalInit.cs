namespace System.Runtime.CompilerServices;

/// <summary>Makes records compile for netstandard2.0.</summary>
internal static class IsExternalInit;
